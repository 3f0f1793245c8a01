"""Fills a store of conversations: fill_store.py FILE CONVERSATIONS TURNS. The program has made the file before."""

import random
import sqlite3
import sys

path, conversations, turns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(1)
words = [f"слово{number}" for number in range(3000)] + [f"word{number}" for number in range(3000)]
database = sqlite3.connect(path)
start = 1_700_000_000_000
for number in range(conversations):
    title = " ".join(random.choices(words, k=4))
    row = database.execute(
        "INSERT INTO conversation (created_at, updated_at, has_given_title, title, title_key, model, parameters)"
        " VALUES (?, ?, 0, ?, ?, 'm', '{}')",
        (start + number, start + number, title, title),
    )
    for turn in range(turns // conversations):
        text = " ".join(random.choices(words, k=60)) + " общее"
        if number == conversations // 2 and turn == 1:
            text += " единственное"
        database.execute(
            "INSERT INTO turn (conversation, role, status, created_at, text, reasoning) VALUES (?, ?, 'complete', ?, ?, '')",
            (row.lastrowid, "user" if turn % 2 == 0 else "assistant", start + number, text),
        )
database.commit()
