import Foundation
import Localization

/// Ports of this machine.
enum FreePort {
    /// A port that nobody listens on now, the wanted one if any is.
    ///
    /// ssh binds it later, and says whether it could.
    ///
    /// - Throws: ``CommandFailure``.
    static func find(_ wanted: Int?) throws -> Int {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(wanted ?? 0).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard descriptor >= 0, isBound else {
            throw CommandFailure(
                wanted.map(TunnelPlace.portTaken) ?? localized("No port of this machine is free for the tunnel."),
                .unavailable)
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
