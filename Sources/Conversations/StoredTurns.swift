import CloudComputeClient
import ConversationStore

/// Puts the turns of a conversation together from its stored messages.
struct StoredTurns {
    /// What came of a message.
    private struct Attempt {
        var rounds = StoredRounds()
        /// The turn with what came before, where the message was sent again.
        var former: Turn?
    }

    /// So many turns may be under way at once in one conversation, each by a program of its own.
    private static let mostAtOnce = 8

    private(set) var turns: [Turn] = []
    /// The latest attempt of each turn.
    private var attempts: [Attempt] = []

    /// Takes the next message of the user.
    mutating func begin(_ message: ChatMessage, id: Int64) {
        turns.append(Turn(message: message, storedIDs: [id]))
        attempts.append(Attempt())
    }

    /// Takes the next reply or result; one that no message stands before is left out.
    mutating func add(_ message: StoredMessage) {
        guard let place = place(of: message) else { return }
        turns[place].storedIDs.append(message.id)
        switch message.content {
        case .user: return
        case .assistant(let reply, _):
            // A second first reply is that of a retry, which is under way or was killed.
            if reply.round == 0 { attempts[place] = Attempt(former: turns[place]) }
            attempts[place].rounds.add(reply)
        case .tool(let result): attempts[place].rounds.add(result)
        }
        turns[place].take(attempts[place].rounds, after: attempts[place].former)
    }

    /// The turn that a message belongs to: the last, unless it goes on with an earlier one beside which another program
    /// has begun its own.
    private func place(of message: StoredMessage) -> Int? {
        let latest = turns.indices.suffix(Self.mostAtOnce)
        switch message.content {
        case .user: return nil
        case .assistant(let reply, _) where reply.round > 0:
            return latest.last { attempts[$0].rounds.awaits(round: reply.round) } ?? latest.last
        case .assistant: return latest.last
        case .tool(let result): return latest.last { attempts[$0].rounds.awaits(result) } ?? latest.last
        }
    }
}

extension Turn {
    /// Takes what came of a message, unless what came of it before is worth more.
    fileprivate mutating func take(_ attempt: StoredRounds, after former: Turn?) {
        var latest = self
        (latest.rounds, latest.reply) = (attempt.rounds, attempt.reply)
        let kept = former.map { latest.replaces($0) ? latest : $0 } ?? latest
        (rounds, reply) = (kept.rounds, kept.reply)
    }
}
