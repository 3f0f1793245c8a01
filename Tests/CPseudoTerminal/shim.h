// Starts a program in a pseudo-terminal of its own, and waits for the end of programs that others have started. Swift
// must not run between fork and exec, and cannot call what takes a variable number of arguments, so this is C.
#ifndef CLOUDCOMPUTE_CPSEUDOTERMINAL_SHIM_H
#define CLOUDCOMPUTE_CPSEUDOTERMINAL_SHIM_H

#ifdef __APPLE__
#include <sys/event.h>
#include <util.h>
#else
#include <poll.h>
#include <pty.h>
#include <sys/syscall.h>
#endif
#include <errno.h>
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

// Returns 1 once the process has ended, also where there is none, 0 where it goes on for so long, and -1 for an error.
static inline int cc_wait_for_end(pid_t process, int milliseconds) {
#ifdef __APPLE__
    int queue = kqueue();
    struct kevent change, event;
    struct timespec patience = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
    EV_SET(&change, process, EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, NULL);
    int ended = kevent(queue, &change, 1, &event, 1, &patience);
    if (ended == 1 && event.flags & EV_ERROR && event.data != ESRCH) ended = -1;
    close(queue);
    return ended;
#else
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    if (descriptor < 0) return errno == ESRCH ? 1 : -1;
    struct pollfd request = {.fd = descriptor, .events = POLLIN};
    int ended = poll(&request, 1, milliseconds);
    close(descriptor);
    return ended;
#endif
}

#endif
