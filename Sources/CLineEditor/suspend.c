#include "suspend.h"

#include "layout.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

unsigned char cc_suspend(EditLine *editline, int key) {
    struct cc_editor *editor = cc_editor_of(editline);
    struct termios own;
    struct sigaction former, ignore;
    sigset_t stop, mask;
    (void)key;
    if (sigaction(SIGTSTP, NULL, &former) != 0 || former.sa_handler == SIG_IGN) return CC_ERROR;
    if (tcgetattr(STDIN_FILENO, &own) != 0) return CC_ERROR;
    cc_go_below(editor);
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
    tcsetattr(STDIN_FILENO, TCSADRAIN, &own);
    cc_mark_pastes(editor, 1);
    cc_learn_size(editor);
    cc_draw(editor);
    return CC_NORM;
}
