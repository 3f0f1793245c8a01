// The editor from its start to its end, and one read.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_LIFETIME_H
#define CLOUDCOMPUTE_CLINEEDITOR_LIFETIME_H

#include "editor.h"

void cc_editor_free(struct cc_editor *editor);

// The line is shown on standard output, or on standard error where the output goes to a file. The file of the user's
// bindings is libedit's usual one where none is named.
struct cc_editor *cc_editor_make(const char *program, const char *file, int remembered);

// Has a handler called at a signal, without an interruption of what waits.
void cc_watch(int signal, void (*handler)(int));

// Waits for a line: 1 where it stands in libedit's buffer, with its line end; else 0, with the reason in `ending`.
int cc_editor_read(struct cc_editor *editor);

#endif
