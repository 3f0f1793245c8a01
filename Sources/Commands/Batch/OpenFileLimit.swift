import Batch
import Foundation

/// How many files and connections this process may have open at once.
enum OpenFileLimit {
    /// What the process needs besides one connection for each request under way.
    private static let reserve = 32

    /// Makes room for so many requests at once, as far as the system lets the process.
    ///
    /// - Returns: What is possible, at least one.
    static func room(for requests: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return requests }
        let wanted = rlim_t(clamping: requests) + rlim_t(reserve)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return max(1, min(requests, Int(clamping: limit.rlim_cur) - reserve))
    }

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif
}

extension Concurrency {
    /// No more than so many at once.
    func limited(to count: Int) -> Concurrency {
        switch self {
        case .fixed(let own): .fixed(min(own, count))
        case .automatic(let ceiling): .automatic(ceiling: min(ceiling, count))
        }
    }
}
