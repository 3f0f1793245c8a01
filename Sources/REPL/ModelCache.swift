package import CloudComputeClient
import Synchronization

/// The server's models as far as they are known, for Tab and for prices; it may be filled while a line is typed.
package final class ModelCache: Sendable {
    private let state: Mutex<[Model]>
    private let keep: @Sendable ([Model]) -> Void

    /// Makes a cache.
    ///
    /// - Parameters:
    ///   - models: What is known at first.
    ///   - keep: Is told of what the server lists later.
    package init(_ models: [Model] = [], keep: @escaping @Sendable ([Model]) -> Void = { _ in }) {
        state = Mutex(models)
        self.keep = keep
    }

    /// The models.
    package var models: [Model] {
        get { state.withLock { $0 } }
        set {
            state.withLock { $0 = newValue }
            keep(newValue)
        }
    }
}
