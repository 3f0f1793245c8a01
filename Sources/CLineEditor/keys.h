// What keys do where libedit has no function that does it.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_KEYS_H
#define CLOUDCOMPUTE_CLINEEDITOR_KEYS_H

#include "editor.h"

// Ctrl-C: ends the read and says that it was not the end of input.
unsigned char cc_cancel(EditLine *editline, int key);

// Ctrl-D: leaves on an empty line, elsewhere takes the character under the cursor away.
unsigned char cc_leave(EditLine *editline, int key);

// Alt-Enter and Ctrl-J: a line break inside the message.
unsigned char cc_newline(EditLine *editline, int key);

// Enter: sends the line, unless it ends in a lone backslash or begins with """ that are not closed yet.
unsigned char cc_enter(EditLine *editline, int key);

// Enter in vi's command mode: a further line is typed, not commanded.
unsigned char cc_enter_command(EditLine *editline, int key);

// To the start of the word before the cursor, as white space bounds it.
unsigned char cc_back_to_space(EditLine *editline, int key);

// To the start of the word before the cursor, as letters make it, and to the end of the next one. libedit's own words
// hold some punctuation too.
unsigned char cc_word_left(EditLine *editline, int key);
unsigned char cc_word_right(EditLine *editline, int key);

// Ctrl-W.
unsigned char cc_delete_to_space(EditLine *editline, int key);

// Alt-Backspace.
unsigned char cc_delete_word_left(EditLine *editline, int key);

// Alt-D and Ctrl-Delete.
unsigned char cc_delete_word_right(EditLine *editline, int key);

// Up: a row up in a line of many rows, else an older line of the history. Down likewise.
unsigned char cc_up(EditLine *editline, int key);
unsigned char cc_down(EditLine *editline, int key);

#endif
