package import Foundation

/// How the sandbox plays the part of the API that rents machines.
package struct ComputeOptions: Sendable {
    /// The pretend money to begin with, in the currency of the offers' prices.
    ///
    /// A state file that holds a balance already keeps its own.
    package var balance: Double
    /// The time from an order to a running instance.
    ///
    /// The states before it take a quarter, another quarter and a half of this time.
    package var bootTime: Duration
    /// Where the SSH port of every running instance leads; its host is every instance's package address.
    package var sshEndpoint: Endpoint
    /// The port at the same host that port 8000 of every running instance leads to.
    package var httpPort: Int
    /// The file that keeps instances, SSH keys and balance; `nil` keeps them in memory.
    package var statePath: String?
    /// Tells the time that instances age by and are billed by.
    package var now: @Sendable () -> Date

    /// A host and a port.
    package struct Endpoint: Sendable, Hashable {
        /// A name or an address.
        package var host: String
        /// The port, from 1 to 65535.
        package var port: Int

        /// Creates an endpoint.
        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// Creates options.
    package init(
        balance: Double = 100, bootTime: Duration = .seconds(8),
        sshEndpoint: Endpoint = Endpoint(host: "127.0.0.1", port: 40_022), httpPort: Int = 40_180,
        statePath: String? = nil, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.balance = balance
        self.bootTime = bootTime
        self.sshEndpoint = sshEndpoint
        self.httpPort = httpPort
        self.statePath = statePath
        self.now = now
    }
}
