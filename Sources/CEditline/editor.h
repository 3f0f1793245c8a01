// The editor's state, which libedit hands to every function of a key.
#ifndef CLOUDCOMPUTE_CEDITLINE_EDITOR_H
#define CLOUDCOMPUTE_CEDITLINE_EDITOR_H

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

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

static inline struct cc_editor *cc_editor_of(EditLine *editline) {
    void *data = NULL;
    el_get(editline, EL_CLIENTDATA, &data);
    return (struct cc_editor *)data;
}

static inline char *cc_prompt(EditLine *editline) { return cc_editor_of(editline)->prompt; }

static inline void cc_editor_set_prompt(struct cc_editor *editor, const char *prompt) {
    free(editor->prompt);
    editor->prompt = strdup(prompt);
}

// Writes to where the line is drawn, in order with libedit's own drawing.
static inline void cc_write(struct cc_editor *editor, const char *text) {
    fputs(text, editor->screen);
    fflush(editor->screen);
}

// The terminal marks what is pasted, so that pasted line ends do not send the message.
static inline void cc_mark_pastes(struct cc_editor *editor, int marked) {
    const char *terminal = getenv("TERM");
    if (terminal == NULL || strcmp(terminal, "dumb") == 0) return;
    cc_write(editor, marked ? "\033[?2004h" : "\033[?2004l");
}

#endif
