import Synchronization

/// What is awaited, as a spinner says it; it may change while that turns.
package final class SpinnerLabel: Sendable {
    private let words: Mutex<String>

    package init(_ words: String) { self.words = Mutex(words) }

    package var text: String {
        get { words.withLock { $0 } }
        set { words.withLock { $0 = newValue } }
    }
}
