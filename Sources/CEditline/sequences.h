// What terminals send for keys that are no character, and the one code that libedit gets for each.
#ifndef CLOUDCOMPUTE_CEDITLINE_SEQUENCES_H
#define CLOUDCOMPUTE_CEDITLINE_SEQUENCES_H

#include <stddef.h>
#include <string.h>

// Codes from the C1 control characters, which nobody types: one code works in every one of libedit's maps, where a
// sequence bound in vi's insert map would make Esc wait for a further key.
enum cc_code {
    CC_PASTE = 0x80, CC_BREAK, CC_UP, CC_DOWN, CC_LEFT, CC_RIGHT, CC_HOME, CC_END, CC_DELETE, CC_WORD_LEFT,
    CC_WORD_RIGHT, CC_DELETE_WORD_LEFT, CC_DELETE_WORD_RIGHT,
    // Sent by functions of keys, to have libedit's own functions run.
    CC_SEND, CC_SET_MARK, CC_BACK_TO_SPACE, CC_KILL_TO_MARK, CC_ROW_UP, CC_ROW_DOWN, CC_OLDER, CC_NEWER
};

struct cc_sequence {
    const char *bytes;
    enum cc_code code;
};

static const struct cc_sequence cc_sequences[] = {
    {"\033[200~", CC_PASTE},
    // Alt-Enter; libedit has the terminal swap CR and LF.
    {"\033\n", CC_BREAK}, {"\033\r", CC_BREAK},
    {"\033[A", CC_UP}, {"\033OA", CC_UP}, {"\033[B", CC_DOWN}, {"\033OB", CC_DOWN},
    {"\033[D", CC_LEFT}, {"\033OD", CC_LEFT}, {"\033[C", CC_RIGHT}, {"\033OC", CC_RIGHT},
    {"\033[H", CC_HOME}, {"\033OH", CC_HOME}, {"\033[1~", CC_HOME}, {"\033[7~", CC_HOME},
    {"\033[F", CC_END}, {"\033OF", CC_END}, {"\033[4~", CC_END}, {"\033[8~", CC_END},
    {"\033[3~", CC_DELETE},
    {"\033[1;5D", CC_WORD_LEFT}, {"\033[5D", CC_WORD_LEFT}, {"\033Od", CC_WORD_LEFT}, {"\033[1;3D", CC_WORD_LEFT},
    {"\033\033[D", CC_WORD_LEFT}, {"\033\033OD", CC_WORD_LEFT},
    {"\033[1;5C", CC_WORD_RIGHT}, {"\033[5C", CC_WORD_RIGHT}, {"\033Oc", CC_WORD_RIGHT},
    {"\033[1;3C", CC_WORD_RIGHT}, {"\033\033[C", CC_WORD_RIGHT}, {"\033\033OC", CC_WORD_RIGHT},
    {"\033b", CC_WORD_LEFT}, {"\033f", CC_WORD_RIGHT}, {"\033d", CC_DELETE_WORD_RIGHT},
    {"\033\177", CC_DELETE_WORD_LEFT}, {"\033\b", CC_DELETE_WORD_LEFT},
    {"\033[3;5~", CC_DELETE_WORD_RIGHT}, {"\033[3^", CC_DELETE_WORD_RIGHT},
};

#define CC_SEQUENCES (sizeof cc_sequences / sizeof cc_sequences[0])
_Static_assert(CC_SEQUENCES <= 64, "users_sequences has a bit for each");

// Letters after Esc are commands in vi, so that Esc b typed fast must stay two keys there.
static inline int cc_is_letter_after_escape(const char *bytes) {
    return bytes[1] >= 'a' && bytes[1] <= 'z' && bytes[2] == 0;
}

// The place of a sequence in the table, or -1.
static inline int cc_sequence_of(const char *bytes) {
    for (size_t i = 0; i < CC_SEQUENCES; i++)
        if (strcmp(cc_sequences[i].bytes, bytes) == 0) return (int)i;
    return -1;
}

#endif
