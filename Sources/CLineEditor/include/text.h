// The line's text, changed.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_TEXT_H
#define CLOUDCOMPUTE_CLINEEDITOR_TEXT_H

#include "editor.h"

void cc_go_to_end(EditLine *editline);

// Puts a text in place of so many characters before the cursor; 0 where it does not fit.
int cc_replace_before(struct cc_editor *editor, int count, const char *text);

// Puts a text in place of the whole line, with the cursor before so many of its characters; 0 where it does not fit.
int cc_replace_all(struct cc_editor *editor, const char *text, int cursor);

// The columns that a character takes; -1 where it cannot be printed.
int cc_width(wchar_t character);

// Moves the cursor by so many characters, back where they are fewer than none.
void cc_move(struct cc_editor *editor, int count);

// Deletes so many characters behind the cursor, before it where they are fewer than none.
void cc_delete(struct cc_editor *editor, int count);

// Has libedit move or delete by one of its own characters, as an action asks.
void cc_leave_to_libedit(struct cc_editor *editor, enum cc_action action);

#endif
