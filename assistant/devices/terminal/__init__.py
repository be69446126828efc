"""The terminal: what it can do, what is written on it, the prompt.

    abilities     what this terminal can do, told by its environment
    words         what the program itself has to say
    page          an answer laid out in lines
    hold          the one line of a running hold
    menu          what is offered while typing
    slash         commands that begin with /
    single        signs that are moves of a session
    keys, prompt  prompt_toolkit: the keys, and everything around the line being typed

Only `keys`, `menu` and `prompt` import prompt_toolkit: a greeting stands on the screen before that is loaded.
"""
