"""The encoder of multilingual-e5-small as two ONNX graphs: 4-bit weights for queries, 8-bit arithmetic for bulk work.

Input: ``vectors`` fp32 (batch, tokens, 384), the sum of word, position and type vectors; all texts of a batch have the
same number of tokens, so that there is no padding and no mask. Output: ``embedding`` fp32 (batch, 384) of unit length.
The encoder is BERT's with mean pooling (Wang et al. 2024); the operators beyond plain ONNX are onnxruntime's (domain
com.microsoft).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.e5_weights import BLOCK, Weights, dequantised

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

VERSION = 2
Kind = Literal["q4", "rows8"]
_DOMAIN = "com.microsoft"
_OPSET, _IR = 17, 8
_INT8_ACTIVATIONS = 4
_ZERO = 128


def build_graph(weights: Weights, kind: Kind) -> bytes:
    """The serialised ONNX model, 13.5 MB as ``q4`` and 22 MB as ``rows8``; the same weights give the same bytes."""
    from onnx import TensorProto, helper

    builder = _Builder(weights) if kind == "q4" else _RowsBuilder(weights)
    builder.encoder()
    graph = helper.make_graph(
        builder.nodes,
        f"multilingual-e5-small-{kind}",
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "tokens", weights.sizes.hidden])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", weights.sizes.hidden])],
        builder.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_DOMAIN, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
    return bytes(model.SerializeToString(deterministic=True))


class _Builder:
    """The graph with the 4-bit weights as they are."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def encoder(self) -> None:
        """Tokens are rows of one matrix everywhere but in attention and pooling."""
        self._constant("rows", np.array([-1, self.weights.sizes.hidden], dtype=np.int64))
        self._node("Shape", ["vectors"], "shape")
        self._node("Reshape", ["vectors", "rows"], "tokens")
        hidden = self._norm("emb.ln", "tokens")
        for number in range(self.weights.sizes.layers):
            hidden = self._layer(f"l{number}", hidden)
        self._node("Reshape", [hidden, "shape"], "last")
        self._node("ReduceMean", ["last"], "mean", attributes={"axes": [1], "keepdims": 0})
        self._node("LpNormalization", ["mean"], "embedding", attributes={"axis": -1, "p": 2})

    def _layer(self, name: str, hidden: str) -> str:
        sizes = self.weights.sizes
        mixed = self._attention(name, hidden)
        attended = self._matmul(f"{name}.ao", mixed, sizes.hidden, sizes.hidden)
        hidden = self._residual(f"{name}.aln", attended, hidden)
        wide = self._matmul(f"{name}.fi", hidden, sizes.hidden, sizes.feed_forward, biased=False)
        wide = self._node("BiasGelu", [wide, self._vector(f"{name}.fi.b")], f"{name}.gelu", domain=_DOMAIN)
        narrow = self._matmul(f"{name}.fo", wide, sizes.feed_forward, sizes.hidden)
        return self._residual(f"{name}.oln", narrow, hidden)

    def _attention(self, name: str, hidden: str) -> str:
        sizes = self.weights.sizes
        parts = []
        for part in "qkv":
            rows = self._matmul(f"{name}.{part}", hidden, sizes.hidden, sizes.hidden, biased=False)
            parts.append(self._node("Reshape", [rows, "shape"], f"{name}.{part}.texts"))
        biases = np.concatenate([self.weights.floats(f"{name}.{part}.b") for part in "qkv"])
        parts.append(self._constant(f"{name}.qkv.b", biases))
        heads = {"num_heads": sizes.heads}
        mixed = self._node("MultiHeadAttention", parts, f"{name}.texts", domain=_DOMAIN, attributes=heads)
        return self._node("Reshape", [mixed, "rows"], f"{name}.mixed")

    def _matmul(self, name: str, source: str, inputs: int, outputs: int, *, biased: bool = True) -> str:
        blocks = self.weights.blocks(f"{name}.w", inputs)
        self._constant(f"{name}.w", _paired(blocks["codes"]))
        self._constant(f"{name}.scales", blocks["scale"].astype(np.float32).reshape(-1))
        names = [source, f"{name}.w", f"{name}.scales"]
        if biased:
            names += ["", "", self._vector(f"{name}.b")]
        form = {"bits": 4, "block_size": BLOCK, "accuracy_level": _INT8_ACTIVATIONS}
        return self._node("MatMulNBits", names, name, domain=_DOMAIN, attributes={"K": inputs, "N": outputs} | form)

    def _residual(self, name: str, source: str, skip: str) -> str:
        # Two nodes take an eighth of the time of onnxruntime's one, SkipLayerNormalization.
        return self._norm(name, self._node("Add", [source, skip], f"{name}.sum"))

    def _norm(self, name: str, source: str) -> str:
        names = [source, self._vector(f"{name}.w"), self._vector(f"{name}.b")]
        attributes = {"axis": -1, "epsilon": self.weights.sizes.epsilon}
        return self._node("LayerNormalization", names, name, attributes=attributes)

    def _vector(self, name: str) -> str:
        return self._constant(name, self.weights.floats(name))

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(
        self,
        kind: str,
        inputs: list[str],
        output: str,
        *,
        domain: str = "",
        attributes: Mapping[str, Any] | None = None,
    ) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], output, domain=domain, **(attributes or {})))
        return output


class _RowsBuilder(_Builder):
    """The graph with 8-bit weights, one scale per output, and 8-bit activations, one scale per token.

    Each token is rounded by its own largest value: no vector depends on the other texts of its batch, as it would with
    onnxruntime's own dynamic quantisation.
    """

    def encoder(self) -> None:
        self._quantised: set[str] = set()
        self._constant("one", np.array(1, dtype=np.float32))
        self._constant("step", np.array(1 / 127, dtype=np.float32))
        self._constant("flat", np.array([-1], dtype=np.int64))
        self._constant("zero", np.array(_ZERO, dtype=np.uint8))
        super().encoder()

    def _matmul(self, name: str, source: str, inputs: int, outputs: int, *, biased: bool = True) -> str:
        self._quantise(source)
        codes, scales = rounded(dequantised(self.weights.blocks(f"{name}.w", inputs)))
        self._constant(f"{name}.w", codes.T)
        self._constant(f"{name}.scales", scales)
        names = [f"{source}.codes", f"{name}.w", "one", f"{name}.scales", "zero"]
        product = self._node("MatMulIntegerToFloat", names, f"{name}.product", domain=_DOMAIN)
        scaled = self._node("Mul", [product, f"{source}.scale"], f"{name}.scaled")
        return self._node("Add", [scaled, self._vector(f"{name}.b")], name) if biased else scaled

    def _quantise(self, source: str) -> None:
        """The rows of ``source`` as bytes around 128 and their scales; once for q, k and v together."""
        if source in self._quantised:
            return
        if not self._quantised:
            self._node("Shape", [source], "count", attributes={"end": 1})
            self._node("Expand", ["zero", "count"], "zeros")
        self._quantised.add(source)
        self._node("Abs", [source], f"{source}.sizes")
        self._node("ReduceMax", [f"{source}.sizes"], f"{source}.most", attributes={"axes": [-1]})
        self._node("Mul", [f"{source}.most", "step"], f"{source}.scale")
        self._node("Reshape", [f"{source}.scale", "flat"], f"{source}.steps")
        names = [source, f"{source}.steps", "zeros"]
        self._node("QuantizeLinear", names, f"{source}.codes", attributes={"axis": 0})


def rounded(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights (outputs, inputs) as bytes and the scale of each output, so fine that no processor overflows.

    Those without VNNI add two neighbouring products in 16 bits: 255 times a pair's sum fits if that is at most 128.
    """
    pairs = np.abs(weights.reshape(len(weights), -1, 2).sum(axis=-1)).max(axis=-1)
    # 127: rounding may add half a step to each of a pair.
    scales = np.maximum(np.abs(weights).max(axis=-1), pairs) / np.float32(127)
    return np.rint(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _paired(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Nibble order j, j + 16 turned into 2 i, 2 i + 1, the order ``MatMulNBits`` wants; same shape (..., 16)."""
    nibbles = np.concatenate([codes & 15, codes >> 4], axis=-1)
    paired: NDArray[np.uint8] = nibbles[..., 0::2] | (nibbles[..., 1::2] << 4)
    return paired
