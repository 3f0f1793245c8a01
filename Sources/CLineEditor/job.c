#include "job.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

sigset_t cc_begin_job_control(void) {
    static const int signals[] = {SIGTTIN, SIGTTOU};
    sigset_t stops, former;
    sigemptyset(&stops);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction action;
        sigaddset(&stops, signals[i]);
        if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN) signal(signals[i], SIG_DFL);
    }
    pthread_sigmask(SIG_UNBLOCK, &stops, &former);
    return former;
}

void cc_end_job_control(sigset_t former) { pthread_sigmask(SIG_SETMASK, &former, NULL); }

int cc_is_in_background(void) {
    pid_t front = tcgetpgrp(STDIN_FILENO);
    return front != -1 && front != getpgrp();
}

int cc_has_terminal(struct cc_editor *editor) {
    struct termios now;
    return !cc_is_in_background() && tcgetattr(STDIN_FILENO, &now) == 0 && now.c_lflag == editor->own.c_lflag
        && now.c_iflag == editor->own.c_iflag && now.c_oflag == editor->own.c_oflag;
}

// A job that is told to end is continued too, so that it can; this is how long, in milliseconds, it may take.
#define CC_TIME_TO_END 1000

void cc_take_terminal(struct cc_editor *editor) {
    for (int waited = 0; waited < CC_TIME_TO_END && cc_is_in_background(); waited += 20) poll(NULL, 0, 20);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->own);
    cc_mark_pastes(editor, 1);
    cc_learn_size(editor);
}

int cc_may_stop(void) {
    struct sigaction action;
    return sigaction(SIGTSTP, NULL, &action) == 0 && action.sa_handler != SIG_IGN;
}

int cc_stop_job(struct cc_editor *editor) {
    struct sigaction former, ignore;
    sigset_t stop, mask;
    if (sigaction(SIGTSTP, NULL, &former) != 0 || former.sa_handler == SIG_IGN) return 0;
    cc_mark_pastes(editor, 0);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &editor->former);
    // The rest of the job first, without this process; a signal to this very thread then stops it here and not later.
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGTSTP, &ignore, NULL);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &former, NULL);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    return 1;
}
