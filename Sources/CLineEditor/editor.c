#include "editor.h"

#include <stdlib.h>
#include <string.h>

struct cc_editor *cc_editor_of(EditLine *editline) {
    void *data = NULL;
    el_get(editline, EL_CLIENTDATA, &data);
    return (struct cc_editor *)data;
}

char *cc_prompt(EditLine *editline) { return cc_editor_of(editline)->prompt; }

void cc_editor_set_prompt(struct cc_editor *editor, const char *prompt) {
    free(editor->prompt);
    editor->prompt = strdup(prompt);
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
