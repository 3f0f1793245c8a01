import CloudComputeClient
import Conversations
import JSON

/// What is done where a request comes near what the model takes.
extension ChatSession {
    /// A message that waits for the user's choice.
    struct HeldMessage: Sendable {
        var message: ChatMessage
        /// What a conversation is named after.
        var title: String
        var attachments: [FileAttachment]
    }

    /// The share that is left once the oldest messages are left out.
    private static let roomyContext = 0.75

    /// The context length of the model in use.
    var contextLength: Int? {
        configuration.contextLength ?? models.first { $0.id == conversation.model }?.contextLength
    }

    /// About how many tokens the next request takes, and its reply as far as a field limits it.
    func estimate(saying message: ChatMessage) -> Int {
        ContextEstimate.tokens(saying: message, in: conversation, countsUsage: !usageIsStale)
    }

    /// Sends a message, or asks first where it comes near what the model takes.
    mutating func sendOrAsk(_ message: HeldMessage) -> [Action] {
        let tokens = estimate(saying: message.message)
        guard let length = contextLength, ContextEstimate.isNear(tokens, length) else { return send(message) }
        let facts = ContextEstimate.warning(tokens, length, conversation.model)
        guard configuration.isInteractive else {
            return [.note("\(facts) \(ContextEstimate.scriptRule)")] + send(message)
        }
        held = message
        return [.note("\(facts) The server may refuse it or cut the reply short."), .note(choices)]
    }

    /// Whether there are older messages that could be left out or summarized.
    var canShorten: Bool {
        conversation.turns.dropFirst(conversation.summarizedCount).contains(where: \.isUsable)
    }

    private var choices: String {
        canShorten
            ? "s sends it all the same, c has the old messages summarized first (/compact), d leaves the oldest ones out, "
                + "n keeps it back."
            : "s sends it all the same, n keeps it back; there are no older messages to leave out"
                + (held?.attachments.isEmpty == false ? ", but /attach drop then takes off what is attached." : ".")
    }

    /// Does what the user chooses for the message that waits.
    mutating func choose(_ line: String) -> [Action] {
        guard let message = held else { return [] }
        let word = line.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() } ?? ""
        switch word {
        case "s", "send", "y", "yes":
            held = nil
            return send(message)
        case "c" where canShorten, "compact" where canShorten, "/compact" where canShorten:
            held = nil
            let count = conversation.turns.count
            do { return try summarize(keeping: count > 2 ? 1 : 0, before: message) } catch {
                held = message
                return refuse(error) + [.note(choices)]
            }
        case "d" where canShorten, "drop" where canShorten:
            held = nil
            return leaveOldOnesOut(before: message) + send(message)
        case "n", "no", "": return keepBack()
        default: return [.note(choices)]
        }
    }

    /// Gives up the message that waits.
    mutating func keepBack() -> [Action] {
        guard let message = held else { return [] }
        held = nil
        attachments = message.attachments
        return [.note("Nothing was sent; the Up key brings the line back.")]
    }

    /// Leaves out as few of the oldest messages as make room.
    private mutating func leaveOldOnesOut(before message: HeldMessage) -> [Action] {
        let room = Int(exactly: (Self.roomyContext * Double(min(contextLength ?? 0, 1 << 40))).rounded()) ?? 0
        var shorter = conversation
        let text = conversation.summaries.last?.text ?? ""
        var count = conversation.summarizedCount
        repeat {
            count += 1
            shorter.summaries = [Summary(turnCount: count, text: text)]
        } while count < conversation.turns.count
            && ContextEstimate.tokens(of: shorter.request(saying: message.message)) > room
        let actions = add(Summary(turnCount: count, text: text, model: conversation.summaries.last?.model))
        return actions + [
            .note("\(Self.messages(count)) are not sent any more; /compact undo takes them in again.")
        ]
    }

    /// Sends a message.
    mutating func send(_ message: HeldMessage) -> [Action] {
        begin(PendingTurn(message: message.message), title: message.title)
    }
}
