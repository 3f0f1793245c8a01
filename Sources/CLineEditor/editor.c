#include "editor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct cc_editor *cc_editor_of(EditLine *editline) {
    void *data = NULL;
    el_get(editline, EL_CLIENTDATA, &data);
    return (struct cc_editor *)data;
}

unsigned char cc_act(struct cc_editor *editor, enum cc_action action) {
    return editor->act == NULL || editor->context == NULL ? CC_ERROR : editor->act(editor->context, action);
}

void cc_write(struct cc_editor *editor, const char *text) {
    fputs(text, editor->screen);
    fflush(editor->screen);
}

void cc_mark_pastes(struct cc_editor *editor, int marked) {
    const char *terminal = getenv("TERM");
    if (terminal == NULL || strcmp(terminal, "dumb") == 0) return;
    cc_write(editor, marked ? "\033[?2004h" : "\033[?2004l");
}

int cc_learn_size(struct cc_editor *editor) {
    struct winsize size;
    if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
        // A terminal that does not tell.
        if (editor->columns == 0) {
            editor->columns = 80;
            editor->rows = 24;
        }
        return 0;
    }
    if (size.ws_col == editor->columns && size.ws_row == editor->rows) return 0;
    editor->columns = size.ws_col;
    editor->rows = size.ws_row;
    // libedit learns the size when it begins a line and must not hear of another one meanwhile: it keeps its cursor's row,
    // which may lie outside its new screen. What it draws goes nowhere anyway.
    return 1;
}

int cc_is_editing(struct cc_editor *editor) {
    int edits = 0;
    return el_get(editor->editline, EL_EDITMODE, &edits) == 0 && edits;
}

int cc_next_key(struct cc_editor *editor, wchar_t *key) { return el_wgetc(editor->editline, key) == 1; }

void cc_push_key(struct cc_editor *editor, wchar_t key) {
    const wchar_t keys[] = {key, 0};
    el_wpush(editor->editline, keys);
}
