import CloudComputeClient
import Conversations
import JSON
import Localization

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
        return [.note(localized("\(facts) The server may refuse it or cut the reply short.")), .note(choices)]
    }

    /// Whether there are older messages that could be left out or summarized, and whether that makes room enough.
    var canShorten: Bool { hasOldMessages && !isTooLongAlone }

    private var hasOldMessages: Bool {
        conversation.turns.dropFirst(conversation.summarizedCount).contains(where: \.isUsable)
    }

    /// Whether the message that waits comes near what the model takes without any other.
    private var isTooLongAlone: Bool {
        guard let held, let length = contextLength else { return false }
        var bare = conversation
        bare.turns = []
        return ContextEstimate.isNear(
            ContextEstimate.tokens(saying: held.message, in: bare, countsUsage: false), length)
    }

    private var choices: String {
        if canShorten {
            return localized(
                "s sends it all the same, c has the old messages summarized first (/compact), d leaves the oldest ones out, "
                    + "n keeps it back.")
        }
        let why: Message =
            hasOldMessages
            ? Message("it is too long without the older messages too")
            : Message("there are no older messages to leave out")
        return held?.attachments.isEmpty == false
            ? localized(
                "s sends it all the same, n keeps it back; \(why), but /attach drop then takes off what is attached.")
            : localized("s sends it all the same, n keeps it back; \(why).")
    }

    /// How many of the last messages stay as they are when a message waits: one, where there is something before it.
    private var keptBeforeHeld: Int {
        let older = conversation.turns.dropLast().dropFirst(conversation.summarizedCount)
        return conversation.turns.count > 2 && older.contains(where: \.isUsable) ? 1 : 0
    }

    /// Does what the user chooses for the message that waits.
    mutating func choose(_ line: String) -> [Action] {
        guard let message = held else { return [] }
        switch line.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased() {
        // A single д is what d gives on a Russian keyboard.
        case "s", "send", "y", "yes", "да":
            held = nil
            return send(message)
        case "c" where canShorten, "compact" where canShorten, "/compact" where canShorten:
            let kept = keptBeforeHeld
            held = nil
            do { return try summarize(keeping: kept, before: message) } catch {
                held = message
                return refuse(error) + [.note(choices)]
            }
        case "d" where canShorten, "drop" where canShorten:
            held = nil
            return leaveOldOnesOut(before: message) + send(message)
        case "n", "no", "н", "нет", "": return keepBack()
        default: return [.note(choices)]
        }
    }

    /// Gives up the message that waits.
    mutating func keepBack() -> [Action] {
        guard let message = held else { return [] }
        held = nil
        attachments = message.attachments
        return [.note(localized("Nothing was sent; the Up key brings the line back."))]
    }

    /// Leaves out as few of the oldest messages as make room.
    private mutating func leaveOldOnesOut(before message: HeldMessage) -> [Action] {
        let room = Int(exactly: (Self.roomyContext * Double(min(contextLength ?? 0, 1 << 40))).rounded()) ?? 0
        var shorter = conversation
        let text = conversation.summaries.last?.text ?? ""
        let former = conversation.summarizedCount
        var count = former
        repeat {
            count += 1
            shorter.summaries = [Summary(turnCount: count, text: text)]
        } while count < conversation.turns.count
            && ContextEstimate.tokens(saying: message.message, in: shorter, countsUsage: false) > room
        let actions = add(Summary(turnCount: count, text: text))
        guard let summary = conversation.lastSummary else {
            return actions + [
                .note(localized("\(Self.areLeftOut(upTo: count)) any more; /compact undo takes them in again."))
            ]
        }
        return actions + [
            .note(
                localized(
                    "\(Self.areLeftOut(from: former + 1, upTo: count)) any more; the summary of "
                        + "\(Self.messages(summary.turnCount)) is. /compact undo takes them in again."))
        ]
    }

    /// Says that some messages are not sent.
    static func areLeftOut(from first: Int = 1, upTo last: Int) -> Message {
        switch (first, last) {
        case (1, 1): Message("The first message is not sent")
        case (1, _): Message("The first \(last) messages are not sent")
        case (last, _): Message("Message \(first) is not sent")
        default: Message("Messages \(first) to \(last) are not sent")
        }
    }

    /// Sends a message.
    mutating func send(_ message: HeldMessage) -> [Action] {
        begin(PendingTurn(message: message.message), title: message.title)
    }
}
