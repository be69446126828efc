"""The voice: a child process that turns sentences into sound, and what speaks to it.

port       what the rest of the program knows: the `Voice` protocol, its events, its settings
wire       commands and events as lines of JSON
early      the first moments of the voice child
child      the voice child: takes commands, prepares ahead, plays
synth      the synthesiser child of the voice child, one rate and one voice for life
engines    which engine speaks here, and how it is asked
synthesis  the other end of a synthesiser child
tape       what sounds next, frame by frame; no device
outputs    the devices a tape is played on
tones      soft signals, made by the program
render     a session into a sound file
"""
