#include "sequences.h"

#include <string.h>

const struct cc_sequence cc_sequences[] = {
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

const size_t cc_sequence_count = sizeof cc_sequences / sizeof cc_sequences[0];

_Static_assert(sizeof cc_sequences / sizeof cc_sequences[0] <= CC_MOST_SEQUENCES, "users_sequences has a bit for each");

int cc_is_letter_after_escape(const char *bytes) {
    return bytes[1] >= 'a' && bytes[1] <= 'z' && bytes[2] == 0;
}

int cc_sequence_of(const char *bytes) {
    for (size_t i = 0; i < cc_sequence_count; i++)
        if (strcmp(cc_sequences[i].bytes, bytes) == 0) return (int)i;
    return -1;
}
