package import CloudComputeClient
import Synchronization

/// The server's models as far as they are known, for Tab and for prices; it may be filled while a line is typed.
package final class ModelCache: Sendable {
    private let state = Mutex<[Model]>([])

    /// Makes an empty cache.
    package init() {}

    /// The models.
    package var models: [Model] {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
