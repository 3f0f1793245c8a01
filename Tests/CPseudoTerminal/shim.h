// Starts a program in a pseudo-terminal of its own. Swift must not run between fork and exec, so this is C.
#ifndef CLOUDCOMPUTE_CPSEUDOTERMINAL_SHIM_H
#define CLOUDCOMPUTE_CPSEUDOTERMINAL_SHIM_H

#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// Returns the process and, in `terminal`, the terminal's end for the one who types; -1 where it cannot be done.
static inline pid_t cc_spawn_in_terminal(const char *folder, const char *path, char *const arguments[], char *const environment[],
                                         unsigned short columns, unsigned short rows, int *terminal) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    pid_t process = forkpty(terminal, NULL, NULL, &size);
    if (process == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
        if (chdir(folder) != 0) _exit(126);
        execve(path, arguments, environment);
        _exit(127);
    }
    if (process > 0) fcntl(*terminal, F_SETFD, FD_CLOEXEC);
    return process;
}

static inline void cc_resize_terminal(int terminal, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    ioctl(terminal, TIOCSWINSZ, &size);
}

#endif
