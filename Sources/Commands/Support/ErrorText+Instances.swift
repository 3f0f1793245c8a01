import Instances

/// Why an instance that is waited for does not run.
extension ErrorText {
    static func text(_ failure: InstanceWait.Failure) -> String {
        func instance(_ id: Int, _ state: String) -> String {
            "Instance \(id) is \(state)"
        }
        return switch failure {
        case .dead(let id, let state): "\(instance(id, state)); it will not run any more."
        case .lost(let id, let state): "\(instance(id, state)), and stays so."
        case .stopped(let id, let state): "\(instance(id, state)); start it in the web interface, the API cannot."
        case .gone: "The instance is gone; it will not run any more."
        case .timeUp(let state):
            "The instance does not run yet (\(state ?? "no answer")), and the time is up; --timeout gives it more."
        }
    }
}
