// From the terminal's bytes to libedit's keys.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_READING_H
#define CLOUDCOMPUTE_CLINEEDITOR_READING_H

#include "editor.h"

// libedit's way to a key: 1 and the key, or 0 where the terminal is gone.
int cc_read_key(EditLine *editline, wchar_t *key);

#endif
