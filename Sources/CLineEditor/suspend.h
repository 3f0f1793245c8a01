// Ctrl-Z while a line is edited.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_SUSPEND_H
#define CLOUDCOMPUTE_CLINEEDITOR_SUSPEND_H

#include "editor.h"

// Gives the terminal back, stops the whole job as the terminal would, and goes on with the line when it is continued.
unsigned char cc_suspend(EditLine *editline, int key);

#endif
