// swift-tools-version: 6.2
import PackageDescription

// Programs that use the client library. In a package of your own, name the repository in place of the path:
// .package(url: "<the repository's address>", from: "0.2.0")
let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "cloudcompute", path: "..")],
    targets: ["list-models", "stream-chat", "answer-batch", "rent-gpu"].map { name in
        .executableTarget(
            name: name, dependencies: [.product(name: "CloudComputeClient", package: "cloudcompute")])
    }
)
