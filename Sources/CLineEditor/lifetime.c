#include "lifetime.h"

#include "bindings.h"
#include "job.h"
#include "reading.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Without a UTF-8 locale libedit drops every character that is not ASCII.
static void cc_use_utf8(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

void cc_editor_free(struct cc_editor *editor) {
    // libedit sets the terminal when it ends; where another job has it by now, that is not for us to do.
    if (editor->editline != NULL && !cc_is_in_background()) el_end(editor->editline);
    if (editor->history != NULL) history_end(editor->history);
    if (editor->drawing != NULL) fclose(editor->drawing);
    free(editor->drawn);
    if (editor->wake[0] >= 0) close(editor->wake[0]);
    if (editor->wake[1] >= 0) close(editor->wake[1]);
    free(editor);
}

static int cc_make_wake(int wake[2]) {
    if (pipe(wake) != 0) {
        wake[0] = wake[1] = -1;
        return 0;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    return 1;
}

static char *cc_no_prompt(EditLine *editline) {
    (void)editline;
    return (char *)"";
}

struct cc_editor *cc_editor_make(const char *program, const char *file, int remembered) {
    struct cc_editor *editor = calloc(1, sizeof *editor);
    HistEvent event;
    if (editor == NULL) return NULL;
    editor->wake[0] = editor->wake[1] = -1;
    cc_use_utf8();
    editor->screen = isatty(STDOUT_FILENO) ? stdout : stderr;
    if (tcgetattr(STDIN_FILENO, &editor->former) != 0 || !cc_make_wake(editor->wake)
        || (editor->editline = el_init(program, stdin, editor->screen, stderr)) == NULL
        || (editor->drawing = open_memstream(&editor->drawn, &editor->drawn_length)) == NULL
        || (editor->history = history_init()) == NULL) {
        cc_editor_free(editor);
        return NULL;
    }
    EditLine *e = editor->editline;
    history(editor->history, &event, H_SETSIZE, remembered);
    history(editor->history, &event, H_SETUNIQUE, 1);
    el_set(e, EL_CLIENTDATA, editor);
    el_set(e, EL_PROMPT, cc_no_prompt);
    el_set(e, EL_SETFP, 1, editor->drawing);
    el_set(e, EL_SIGNAL, 0);
    el_set(e, EL_HIST, history, editor->history);
    cc_bind_all(editor, file);
    el_wset(e, EL_GETCFN, cc_read_key);
    // Ctrl-C and Ctrl-Z are keys while a line is edited; the terminal makes them signals again once the line is done.
    el_set(e, EL_SETTY, "-d", "-isig", NULL);
    // So is Ctrl-S, which would freeze the terminal.
    el_set(e, EL_SETTY, "-d", "-ixon", NULL);
    // Between two lines nothing is echoed and nothing is edited: what is typed early waits as it is, Ctrl-D too.
    el_set(e, EL_SETTY, "-x", "-icanon", NULL);
    el_set(e, EL_SETTY, "-x", "-echo", NULL);
    // As it does while a line is edited, so that Ctrl-J typed early is told from Enter.
    el_set(e, EL_SETTY, "-x", "+inlcr", NULL);
    return editor;
}

void cc_watch(int signal, void (*handler)(int)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, NULL);
}

int cc_editor_read(struct cc_editor *editor) {
    int count = 0;
    char stale[64];
    sigset_t mask = cc_begin_job_control();
    editor->ending = CC_NOT_ENDED;
    // In the background the process stops here. What is typed from here on must be keys already.
    el_set(editor->editline, EL_PREP_TERM, 1);
    tcgetattr(STDIN_FILENO, &editor->own);
    while (read(editor->wake[0], stale, sizeof stale) > 0) {}
    cc_learn_size(editor);
    cc_mark_pastes(editor, 1);
    const char *line = el_gets(editor->editline, &count);
    cc_mark_pastes(editor, 0);
    cc_end_job_control(mask);
    return line != NULL && count > 0;
}
