// Bracketed paste: everything up to ESC [ 2 0 1 ~ is text, whatever keys it looks like.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_PASTE_H
#define CLOUDCOMPUTE_CLINEEDITOR_PASTE_H

#include "editor.h"

// Leaves line ends as LF and tabs as they are, drops other control characters; returns the new length.
size_t cc_clean(wchar_t *text, size_t length);

unsigned char cc_paste(EditLine *editline, int key);

#endif
