// Another program at the terminal, in the terminal's usual mode.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_PROGRAM_H
#define CLOUDCOMPUTE_CLINEEDITOR_PROGRAM_H

#include "editor.h"

// Runs a shell command with one argument, $1, and waits; 1 where it ended well. It gets the terminal even where standard
// output is a file, and no signal that this process ignores or blocks.
int cc_run_at_terminal(struct cc_editor *editor, const char *command, const char *argument, char *const environment[]);

#endif
