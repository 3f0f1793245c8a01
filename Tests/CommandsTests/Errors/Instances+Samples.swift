import SystemPackage

@testable import Instances
@testable import Terminal

extension TunnelError: CaseSamples {
    static func sample(after error: TunnelError?) -> TunnelError? {
        switch error {
        case nil: .sshMissing
        case .sshMissing: .sshNotStarted(.permissionDenied)
        case .sshNotStarted: .noPrivateFolder
        case .noPrivateFolder: .portTaken(8000)
        case .portTaken: .ended(SSHEnding(status: 255, line: mark))
        case .ended: .notOpenInTime(mark)
        case .notOpenInTime: .noAnswer(mark)
        case .noAnswer: nil
        }
    }
}

extension InstanceWait.Failure: CaseSamples {
    static func sample(after failure: InstanceWait.Failure?) -> InstanceWait.Failure? {
        switch failure {
        case nil: .dead(7, mark)
        case .dead: .lost(7, mark)
        case .lost: .stopped(7, mark)
        case .stopped: .gone
        case .gone: .timeUp(mark)
        case .timeUp: nil
        }
    }
}

extension OutputError: CaseSamples {
    static func sample(after error: OutputError?) -> OutputError? {
        switch error {
        case nil: .brokenPipe
        case .brokenPipe: .failed(28)
        case .failed: nil
        }
    }
}
