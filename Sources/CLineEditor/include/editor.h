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

// What is asked of the one who owns the editor.
enum cc_action {
    // Before a wait for a key: show the line as it is now. `rings` says whether with the bell.
    CC_SHOW_LINE,
    // The window has another size; or the process was stopped and goes on.
    CC_FOLLOW_WINDOW, CC_GO_ON,
    CC_COMPLETE, CC_EDIT, CC_SUSPEND, CC_CLEAR_SCREEN, CC_REDRAW,
    CC_OLDER_LINE, CC_NEWER_LINE, CC_OLDEST_LINE, CC_OLDER_WITH_PREFIX, CC_NEWER_WITH_PREFIX,
    // A character as people see it, which may be several of libedit's.
    CC_CHARACTER_LEFT, CC_CHARACTER_RIGHT, CC_DELETE_BEFORE, CC_DELETE_AFTER,
    // Search as one types; Enter then sends what was found.
    CC_SEARCH_OLDER, CC_SEARCH_NEWER,
    // The same where Enter only ends the search, and the same search again, in its own direction or the other.
    CC_FIND_OLDER, CC_FIND_NEWER, CC_FIND_AGAIN, CC_FIND_BACK
};

struct cc_editor {
    EditLine *editline;
    History *history;
    // Where the line is drawn.
    FILE *screen;
    // What libedit draws goes here and not to the screen: it knows neither tabs in mid row nor a line that is higher
    // than the window. Only its bell counts.
    FILE *drawing;
    char *drawn;
    size_t drawn_length;
    // The terminal's settings from before the editor, and while a line is edited.
    struct termios former, own;
    enum cc_ending ending;
    // A byte here wakes a wait for a key: 'w' for the window's size, 'c' where the process goes on after a stop.
    int wake[2];
    int columns, rows;
    int is_vi;
    int rings;
    // Whether Enter has broken the line after a backslash; the owner clears it before a line.
    int goes_on;
    // Bytes that were read, and keys that were decoded, but not asked for yet.
    unsigned char bytes[CC_READ_AHEAD];
    size_t byte_start, byte_end;
    wchar_t keys[CC_QUEUED_KEYS];
    size_t key_start, key_end;
    // A paste may be read in large pieces; keys are read one by one, so that other programs get those after the line.
    int is_pasting;
    // A bit for each sequence that the user's own file binds.
    unsigned long long users_sequences;
    void *context;
    // Gives back what libedit is to do next.
    unsigned char (*act)(void *context, enum cc_action action);
};

struct cc_editor *cc_editor_of(EditLine *editline);

// Has the owner act; the bell rings where there is none.
unsigned char cc_act(struct cc_editor *editor, enum cc_action action);

// Writes to where the line is drawn.
void cc_write(struct cc_editor *editor, const char *text);

// The terminal marks what is pasted, so that pasted line ends do not send the message.
void cc_mark_pastes(struct cc_editor *editor, int marked);

// Takes over the window's size; 1 where it was another one.
int cc_learn_size(struct cc_editor *editor);

// Whether libedit edits at all; `edit off` in the user's file leaves that to the terminal.
int cc_is_editing(struct cc_editor *editor);

// The next key, or 0 where the terminal is gone.
int cc_next_key(struct cc_editor *editor, wchar_t *key);

// Has a key come next, as if it were typed.
void cc_push_key(struct cc_editor *editor, wchar_t key);

#endif
