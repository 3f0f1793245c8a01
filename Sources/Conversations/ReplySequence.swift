package import CloudComputeClient

/// Several replies that come at once and are shown one after the other: the first that is not at its end as it comes, those
/// behind it from where they were held back.
package struct ReplySequence: Sendable {
    /// What to show next.
    package enum Step: Sendable, Hashable {
        /// A reply is shown from now on.
        case begin(Int)
        /// The next piece of the reply that is shown.
        case show(ChatEvent)
        /// The reply that is shown has ended.
        case end(Int)
    }

    private struct Held: Sendable {
        var events: [ChatEvent] = []
        var hasEnded = false

        /// Keeps a piece; text that follows text becomes one with it.
        mutating func hold(_ event: ChatEvent) {
            switch (events.last, event) {
            case (.text(let former, let choice)?, .text(let text, let other)) where choice == other:
                events[events.count - 1] = .text(former + text, choice: choice)
            case (.reasoning(let former, let choice)?, .reasoning(let text, let other)) where choice == other:
                events[events.count - 1] = .reasoning(former + text, choice: choice)
            default: events.append(event)
            }
        }
    }

    private var held: [Held]
    /// The reply that is shown.
    package private(set) var front = 0

    /// Makes a sequence of so many replies.
    package init(count: Int) {
        held = Array(repeating: Held(), count: max(0, count))
    }

    /// What to show before anything has come.
    package var start: [Step] { held.isEmpty ? [] : [.begin(0)] }

    /// Whether all replies have ended.
    package var isDone: Bool { front >= held.count }

    /// Takes the next piece of a reply.
    package mutating func add(_ event: ChatEvent, of index: Int) -> [Step] {
        guard held.indices.contains(index) else { return [] }
        if index == front { return [.show(event)] }
        held[index].hold(event)
        return []
    }

    /// Takes the end of a reply.
    package mutating func end(_ index: Int) -> [Step] {
        guard held.indices.contains(index) else { return [] }
        held[index].hasEnded = true
        var steps: [Step] = []
        while held.indices.contains(front), held[front].hasEnded {
            steps.append(.end(front))
            front += 1
            guard held.indices.contains(front) else { break }
            steps.append(.begin(front))
            steps += held[front].events.map { .show($0) }
            held[front].events = []
        }
        return steps
    }
}
