#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC (1U << 2)
#endif

#ifndef NSIG
#define NSIG 65
#endif

// Everything between fork and exec is safe in a signal handler, as it must be where other threads held locks.

static void close_others_on_exec(void) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
#endif
    // Systems before Linux 5.11. The limit may be far above what is in use, so it is capped.
    struct rlimit limit;
    int end = 1 << 20;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < (rlim_t)end) end = (int)limit.rlim_cur;
    for (int descriptor = 3; descriptor < end; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

static void reset_signals(int ignores_keyboard) {
    struct sigaction action;
    action.sa_flags = 0;
    sigemptyset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++) {
        action.sa_handler = ignores_keyboard && (number == SIGINT || number == SIGQUIT) ? SIG_IGN : SIG_DFL;
        sigaction(number, &action, NULL);
    }
    pthread_sigmask(SIG_SETMASK, &action.sa_mask, NULL);
}

static int set_standard(const int standard[3]) {
    int moved[3];
    // One that stands where another shall go is moved away first.
    for (int number = 0; number < 3; number++) {
        moved[number] = standard[number];
        if (moved[number] >= 0 && moved[number] < 3) moved[number] = fcntl(moved[number], F_DUPFD, 3);
        if (standard[number] >= 0 && moved[number] < 0) return -1;
    }
    for (int number = 0; number < 3; number++)
        if (moved[number] >= 0 && dup2(moved[number], number) < 0) return -1;
    return 0;
}

pid_t cc_child_start(const char *path, char *const arguments[], char *const environment[],
                     const struct cc_child_options *options) {
    int report[2], failure = 0;
    sigset_t all, former;
    if (pipe(report) != 0) return -1;
    for (int number = 0; number < 2; number++) {
        // The child's standard descriptors must not take the place of its end of this pipe.
        int moved = fcntl(report[number], F_DUPFD_CLOEXEC, 3);
        if (moved < 0) failure = errno;
        close(report[number]);
        report[number] = moved;
    }
    if (failure != 0) {
        for (int number = 0; number < 2; number++) close(report[number]);
        errno = failure;
        return -1;
    }
    // No handler of this process may run in the child.
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former);
    pid_t parent = getpid(), process = fork();
    if (process == 0) {
#ifdef __linux__
        if (options->ends_with_thread && (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0 || getppid() != parent)) _exit(127);
#else
        (void)parent;
#endif
        // SIGTTOU is blocked here, so that taking the terminal does not stop the child.
        if (options->leads_group && setpgid(0, 0) == 0 && options->terminal >= 0) tcsetpgrp(options->terminal, getpid());
        if (options->leads_session) setsid();
        if (set_standard(options->standard) == 0 && (options->folder == NULL || chdir(options->folder) == 0)) {
            close_others_on_exec();
            reset_signals(options->ignores_keyboard);
            execve(path, arguments, environment);
        }
        failure = errno;
        ssize_t written = write(report[1], &failure, sizeof failure);
        (void)written;
        _exit(127);
    }
    if (process < 0) failure = errno;
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    close(report[1]);
    if (process > 0) {
        ssize_t count;
        while ((count = read(report[0], &failure, sizeof failure)) < 0 && errno == EINTR) {}
        if (count == (ssize_t)sizeof failure)
            while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
        else
            failure = 0;
    }
    close(report[0]);
    if (failure == 0) return process;
    errno = failure;
    return -1;
}

void cc_child_replace(const char *path, char *const arguments[], char *const environment[]) {
    close_others_on_exec();
    reset_signals(0);
    execve(path, arguments, environment);
}
