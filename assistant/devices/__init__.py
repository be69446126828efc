"""The world outside: screen, voice, timers, folders, diary. Imports everything below, is imported by the app alone."""
