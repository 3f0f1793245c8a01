package import CloudComputeClient
import Synchronization

/// What Tab completes from and what is not known beforehand; it may be filled while a line is typed.
package final class CompletionMemory: Sendable {
    private let state = Mutex<[Model]>([])

    /// Creates a memory of nothing.
    package init() {}

    /// The server's models, as far as they have been asked for.
    package var models: [Model] {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
