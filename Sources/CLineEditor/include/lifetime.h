// The editor from its start to its end, and one read.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_LIFETIME_H
#define CLOUDCOMPUTE_CLINEEDITOR_LIFETIME_H

#include "editor.h"

void cc_editor_free(struct cc_editor *editor);

// The line is shown on standard output, or on standard error where the output goes to a file. The file of the user's
// bindings is libedit's usual one where none is named.
struct cc_editor *cc_editor_make(const char *program, const char *file, int remembered);

// Has a handler called when the window's size changes, without an interruption of what waits.
void cc_watch_window(void (*handler)(int));

// Returns the line with its line end, owned by libedit until the next call, or NULL with the reason in `ending`.
const char *cc_editor_read(struct cc_editor *editor, int *count);

#endif
