import NIOCore
import NIOPosix

extension LoopbackServer {
    /// One thing that a misbehaving server does.
    public enum Step: Sendable {
        /// Sends the bytes.
        case send([UInt8])
        /// Sends nothing for a while.
        case wait(Duration)
        /// Sends the bytes again and again, until the client closes the connection.
        case endless([UInt8], every: Duration? = nil)
        /// Keeps the connection open until the client closes it.
        case hold
        /// Closes the connection by a reset instead of an end.
        case reset

        /// Sends text.
        public static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
        /// Sends text again and again.
        public static func endlessText(_ text: String, every pause: Duration? = nil) -> Step {
            .endless(Array(text.utf8), every: pause)
        }

        func perform(on channel: any Channel) async throws {
            switch self {
            case .send(let bytes): try await Self.write(bytes, to: channel)
            case .wait(let duration): try await Task.sleep(for: duration)
            case .endless(let bytes, let pause):
                while true {
                    try await Self.write(bytes, to: channel)
                    if let pause { try await Task.sleep(for: pause) }
                }
            case .hold: break
            case .reset:
                try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
                try await channel.close()
            }
        }

        /// Waits until the bytes are with the system, since closing a connection drops those that are not.
        private static func write(_ bytes: [UInt8], to channel: any Channel) async throws {
            try await withTaskCancellationHandler {
                try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
            } onCancel: {
                channel.close(promise: nil)
            }
        }
    }
}
