// What terminals send for keys that are no character, and the one code that libedit gets for each.
#ifndef CLOUDCOMPUTE_CLINEEDITOR_SEQUENCES_H
#define CLOUDCOMPUTE_CLINEEDITOR_SEQUENCES_H

#include <stddef.h>

// Codes from the C1 control characters, which nobody types: one code works in every one of libedit's maps, where a
// sequence bound in vi's insert map would make Esc wait for a further key.
enum cc_code {
    CC_PASTE = 0x80, CC_BREAK, CC_UP, CC_DOWN, CC_LEFT, CC_RIGHT, CC_HOME, CC_END, CC_DELETE, CC_WORD_LEFT,
    CC_WORD_RIGHT, CC_DELETE_WORD_LEFT, CC_DELETE_WORD_RIGHT,
    // Sent by functions of keys, to have libedit's own functions run.
    CC_SEND, CC_SET_MARK, CC_BACK_TO_SPACE, CC_KILL_TO_MARK, CC_ROW_UP, CC_ROW_DOWN,
    CC_PLAIN_LEFT, CC_PLAIN_RIGHT, CC_PLAIN_DELETE_BEFORE, CC_PLAIN_DELETE_AFTER,
    // Ctrl-C, pressed in the midst of a paste.
    CC_INTERRUPTED
};

struct cc_sequence {
    const char *bytes;
    enum cc_code code;
};

#define CC_MOST_SEQUENCES 64

extern const struct cc_sequence cc_sequences[];
extern const size_t cc_sequence_count;

// Letters after Esc are commands in vi, so that Esc b typed fast must stay two keys there.
int cc_is_letter_after_escape(const char *bytes);

// The place of a sequence in the table, or -1.
int cc_sequence_of(const char *bytes);

#endif
