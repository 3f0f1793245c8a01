// The lines that Up and Ctrl-R find.
#ifndef CLOUDCOMPUTE_CEDITLINE_HISTORY_H
#define CLOUDCOMPUTE_CEDITLINE_HISTORY_H

#include "editor.h"

static inline void cc_history_add(struct cc_editor *editor, const char *line) {
    HistEvent event;
    history(editor->history, &event, H_ENTER, line);
}

static inline void cc_history_clear(struct cc_editor *editor) {
    HistEvent event;
    history(editor->history, &event, H_CLEAR);
}

#endif
