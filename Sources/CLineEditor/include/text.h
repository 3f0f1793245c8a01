// The line's text in UTF-8, read and changed.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_TEXT_H
#define CLOUDCOMPUTE_CLINEEDITOR_TEXT_H

#include "editor.h"

// The line, for the caller to free; `cursor` is where it stands, in characters of Unicode.
char *cc_text(struct cc_editor *editor, int *cursor);
void cc_go_to_end(EditLine *editline);

// Puts a text in place of so many characters before the cursor; 0 where it does not fit.
int cc_replace_before(struct cc_editor *editor, int count, const char *text);

// Puts a text in place of the whole line; tabs stay tabs.
int cc_replace_all(struct cc_editor *editor, const char *text);

#endif
