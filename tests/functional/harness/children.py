"""Processes that never outlive the test run, not even one that was killed: the kernel ends them with the thread that started them
(prctl(2), PR_SET_PDEATHSIG). setpriv is of Debian's essential util-linux and becomes the program itself."""


def bound(command):
    return ["setpriv", "--pdeathsig", "KILL", *command]
