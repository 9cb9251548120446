package io.centralita.engine.offline.ears;

/// Solves small systems of linear equations with a symmetric, positive matrix.
final class Cholesky {
    private Cholesky() {}

    /// @param matrix its lower triangle, row after row; replaced by its factor
    /// @param right the right-hand side, from `start` on
    static double[] solve(double[] matrix, double[] right, int start, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i * n + k] * matrix[j * n + k];
                }
                matrix[i * n + j] =
                        i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / matrix[j * n + j];
            }
        }
        var solution = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = right[start + i];
            for (int k = 0; k < i; k++) {
                sum -= matrix[i * n + k] * solution[k];
            }
            solution[i] = sum / matrix[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = solution[i];
            for (int k = i + 1; k < n; k++) {
                sum -= matrix[k * n + i] * solution[k];
            }
            solution[i] = sum / matrix[i * n + i];
        }
        return solution;
    }
}
