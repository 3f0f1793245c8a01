// The lines that Up and Ctrl-R find.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_HISTORY_H
#define CLOUDCOMPUTE_CLINEEDITOR_HISTORY_H

#include "editor.h"

void cc_history_add(struct cc_editor *editor, const char *line);
void cc_history_clear(struct cc_editor *editor);

#endif
