// The editor's state, which libedit hands to every function of a key.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_EDITOR_H
#define CLOUDCOMPUTE_CLINEEDITOR_EDITOR_H

#include <histedit.h>
#include <stdio.h>
#include <termios.h>
#include <wchar.h>

#define CC_QUEUED_KEYS 64
#define CC_READ_AHEAD 4096

// Why a read ended without a line.
enum cc_ending { CC_NOT_ENDED, CC_CANCELLED, CC_CANCELLED_EMPTY, CC_END_OF_INPUT };

struct cc_editor {
    EditLine *editline;
    History *history;
    char *prompt;
    // Where libedit draws.
    FILE *screen;
    // The terminal's settings from before the editor.
    struct termios former;
    enum cc_ending ending;
    // A byte here wakes a wait for a key, so that the window's size is looked at.
    int wake[2];
    int columns, rows;
    int is_vi;
    // Bytes that were read, and keys that were decoded, but not asked for yet.
    unsigned char bytes[CC_READ_AHEAD];
    size_t byte_start, byte_end;
    wchar_t keys[CC_QUEUED_KEYS];
    size_t key_start, key_end;
    // A paste may be read in large pieces; keys are read one by one, so that other programs get those after the line.
    int is_pasting;
    // A bit for each sequence that the user's own file binds.
    unsigned long long users_sequences;
    // What Tab and Ctrl-X Ctrl-E call.
    void *context;
    unsigned char (*complete)(void *context);
    unsigned char (*edit)(void *context);
};

struct cc_editor *cc_editor_of(EditLine *editline);
char *cc_prompt(EditLine *editline);
void cc_editor_set_prompt(struct cc_editor *editor, const char *prompt);

// Writes to where the line is drawn, in order with libedit's own drawing.
void cc_write(struct cc_editor *editor, const char *text);

// The terminal marks what is pasted, so that pasted line ends do not send the message.
void cc_mark_pastes(struct cc_editor *editor, int marked);

#endif
