import SystemPackage

@testable import Sandbox

extension SandboxStateError: CaseSamples {
    static func sample(after error: SandboxStateError?) -> SandboxStateError? {
        switch error {
        case nil: .cannotBeMade(mark, .permissionDenied)
        case .cannotBeMade: .noAccess(mark)
        case .noAccess: .notAState(mark)
        case .notAState: .laterVersion(mark)
        case .laterVersion: .failed(mark, code: 11)
        case .failed: nil
        }
    }
}
