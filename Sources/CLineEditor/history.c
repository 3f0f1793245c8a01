#include "history.h"

void cc_history_add(struct cc_editor *editor, const char *line) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, line);
}

void cc_history_clear(struct cc_editor *editor) {
    HistEvent event;
    history(editor->history, &event, H_CLEAR);
}
