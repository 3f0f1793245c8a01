import Foundation

/// The environment variables that the process was started with, the API key among them.
///
/// Once read, the key is taken out of the environment, so that no child of the process inherits it.
enum ProcessEnvironment {
    private static let keyVariable = "CLOUDCOMPUTE_API_KEY"

    /// To be read once before there are other threads, as the environment must not change under them.
    static let atStart: [String: String] = {
        let variables = ProcessInfo.processInfo.environment
        // `ps e` and /proc show the place in memory where the system first put it.
        if let value = getenv(keyVariable) { memset(value, 0, strlen(value)) }
        unsetenv(keyVariable)
        return variables
    }()
}
