// swift-tools-version: 6.2
import PackageDescription

// The targets whose speed is counted are links to those of the main package, so that nothing else of it is built.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "bare-loop",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "bare-streams",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        .executableTarget(
            name: "hot-paths", dependencies: ["Batch", "CloudComputeClient", "ServerSentEvents"]),
        .target(
            name: "Batch",
            dependencies: [
                "Localization",
                "CloudComputeClient", "Files", "JSON", "Pricing", "PromptTemplates",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(
            name: "CloudComputeClient",
            dependencies: [
                "Localization",
                "JSON", "Pricing", "ServerSentEvents",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        .target(
            name: "Files", dependencies: ["Localization", .product(name: "SystemPackage", package: "swift-system")]),
        .target(name: "JSON", dependencies: ["Localization"]),
        .target(name: "Localization"),
        .target(name: "Pricing"),
        .target(name: "PromptTemplates", dependencies: ["Files", "YAML"]),
        .target(name: "ServerSentEvents"),
        .target(name: "YAML", dependencies: ["Localization", .product(name: "Yams", package: "Yams")]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("bare") {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    // How a result is written is internal to its target.
    if target.name == "Batch" { target.swiftSettings?.append(.unsafeFlags(["-enable-testing"])) }
}
