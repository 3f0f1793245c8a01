import Instances
import Localization

/// Why an instance that is waited for does not run.
extension ErrorText {
    static func text(_ failure: InstanceWait.Failure) -> String {
        switch failure {
        case .dead(let id, let state): localized("Instance \(id) is \(state); it will not run any more.")
        case .lost(let id, let state): localized("Instance \(id) is \(state), and stays so.")
        case .stopped(let id, let state):
            localized("Instance \(id) is \(state); start it in the web interface, the API cannot.")
        case .gone: localized("The instance is gone; it will not run any more.")
        case .timeUp(let state):
            localized(
                "The instance does not run yet (\(state.map { Message(verbatim: $0) } ?? Message("no answer"))), and the time is up; --timeout gives it more."
            )
        }
    }
}
