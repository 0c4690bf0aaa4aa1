"""The door of the host: parsers loaded, then a process forked for each file until nobody asks any more.

Its standard input is the socket that the questions come on. What goes wrong while loading is said to the web process's
log; from the first question on, nothing that a stranger's file makes a parser say gets there."""

import os
import socket

from kernel.files.inspector import host

if __name__ == "__main__":
    host.settle()
    host.load()
    questions, nowhere = socket.socket(fileno=os.dup(0)), os.open(os.devnull, os.O_RDWR)
    for number in (0, 2):
        os.dup2(nowhere, number)
    host.Host(questions).serve()
